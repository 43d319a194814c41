/** Tests of the inference. */
@NullMarked
package dev.kcompact.cli.inspect;

import org.jspecify.annotations.NullMarked;
