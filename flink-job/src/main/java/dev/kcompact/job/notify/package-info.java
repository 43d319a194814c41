/** Notifications of new objects: the second way to find them, beside listing. */
@NullMarked
package dev.kcompact.job.notify;

import org.jspecify.annotations.NullMarked;
