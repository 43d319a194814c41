/** The checks that a day must pass before it is published. */
@NullMarked
package dev.kcompact.finalizer.publish.gate;

import org.jspecify.annotations.NullMarked;
