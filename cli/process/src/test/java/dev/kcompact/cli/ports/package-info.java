/** Tests of the free ports. */
@NullMarked
package dev.kcompact.cli.ports;

import org.jspecify.annotations.NullMarked;
