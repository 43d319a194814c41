/** Tests of the free ports. */
@NullMarked
package dev.kcompact.local.ports;

import org.jspecify.annotations.NullMarked;
