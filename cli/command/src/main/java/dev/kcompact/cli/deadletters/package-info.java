/** What lies in the dead letter topic, and emptying it; never a record's contents. */
@NullMarked
package dev.kcompact.cli.deadletters;

import org.jspecify.annotations.NullMarked;
