/** Processes killed and requests broken on purpose, with an oracle that knows every record. */
@NullMarked
package dev.kcompact.testbed.faults;

import org.jspecify.annotations.NullMarked;
