/**
 * What is not needed any more goes: raw objects of proven days, and runs behind their retention.
 */
@NullMarked
package dev.kcompact.finalizer.clean;

import org.jspecify.annotations.NullMarked;
