/** Starts and stops all local servers. */
@NullMarked
package dev.kcompact.testbed.stack;

import org.jspecify.annotations.NullMarked;
