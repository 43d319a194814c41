/** Fault injection: kills processes and breaks requests, and checks every record. */
@NullMarked
package dev.kcompact.testbed.faults;

import org.jspecify.annotations.NullMarked;
