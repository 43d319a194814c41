/** The command {@code init}: from a bucket to table definitions. */
@NullMarked
package dev.kcompact.cli.init;

import org.jspecify.annotations.NullMarked;
