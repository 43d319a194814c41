/** Free TCP ports of this machine. */
@NullMarked
package dev.kcompact.cli.ports;

import org.jspecify.annotations.NullMarked;
