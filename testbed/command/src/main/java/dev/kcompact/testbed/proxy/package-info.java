/** Proxies between the programs and their servers that break requests on purpose. */
@NullMarked
package dev.kcompact.testbed.proxy;

import org.jspecify.annotations.NullMarked;
