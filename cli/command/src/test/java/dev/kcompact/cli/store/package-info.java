/** Tests of the stores. */
@NullMarked
package dev.kcompact.cli.store;

import org.jspecify.annotations.NullMarked;
