/** Tests of looking at dead letters. */
@NullMarked
package dev.kcompact.cli.deadletters;

import org.jspecify.annotations.NullMarked;
