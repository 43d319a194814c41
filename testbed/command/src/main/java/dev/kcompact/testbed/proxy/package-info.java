/** Proxies that inject faults between programs and their servers. */
@NullMarked
package dev.kcompact.testbed.proxy;

import org.jspecify.annotations.NullMarked;
