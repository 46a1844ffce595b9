/** HTTP/2 as others speak it: Node.js, curl, the JDK, and somebody who does not mean well. */
package io.vedette.http2;
