/** Tests of the command line. */
@NullMarked
package dev.kcompact.cli;

import org.jspecify.annotations.NullMarked;
