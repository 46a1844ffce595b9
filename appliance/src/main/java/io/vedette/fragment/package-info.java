/**
 * ISO base media file format (ISO/IEC 14496-12) as live fragments. Pure functions of packets: no
 * I/O, no threads.
 */
package io.vedette.fragment;
