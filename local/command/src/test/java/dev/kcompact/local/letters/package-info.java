/** Tests of looking at dead letters. */
@NullMarked
package dev.kcompact.local.letters;

import org.jspecify.annotations.NullMarked;
