/** Free TCP ports of this machine. */
@NullMarked
package dev.kcompact.local.ports;

import org.jspecify.annotations.NullMarked;
