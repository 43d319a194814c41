/** Tests of the dead letter counts. */
@NullMarked
package dev.kcompact.cli.deadletters;

import org.jspecify.annotations.NullMarked;
