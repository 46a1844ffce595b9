/** The page as its users see it: a real browser, a real box, cameras in processes of their own. */
package io.vedette.page;
