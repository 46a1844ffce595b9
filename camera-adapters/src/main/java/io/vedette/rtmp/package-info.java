/**
 * RTMP as a server for those who publish: handshake, chunks, commands in AMF 0, and the codecs of
 * FLV in its messages (Adobe's RTMP specification 1.0, FLV 10.1, Enhanced RTMP v1). No threads, no
 * sockets.
 */
package io.vedette.rtmp;
