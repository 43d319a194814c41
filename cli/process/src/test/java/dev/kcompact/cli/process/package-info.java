/** Tests of server processes, in real ones. */
@NullMarked
package dev.kcompact.cli.process;

import org.jspecify.annotations.NullMarked;
