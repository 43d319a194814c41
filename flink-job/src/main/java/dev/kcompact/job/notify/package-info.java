/** Notifications of new objects, which supplement listing. */
@NullMarked
package dev.kcompact.job.notify;

import org.jspecify.annotations.NullMarked;
