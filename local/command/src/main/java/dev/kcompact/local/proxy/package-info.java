/** Proxies between the programs and their servers that break requests on purpose. */
@NullMarked
package dev.kcompact.local.proxy;

import org.jspecify.annotations.NullMarked;
