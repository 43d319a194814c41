/** Tests of server processes with real processes. */
@NullMarked
package dev.kcompact.cli.process;

import org.jspecify.annotations.NullMarked;
