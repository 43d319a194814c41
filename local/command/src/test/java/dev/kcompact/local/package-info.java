/** Tests of the command line. */
@NullMarked
package dev.kcompact.local;

import org.jspecify.annotations.NullMarked;
