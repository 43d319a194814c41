/** Notifications of new objects: the second way to discover them, besides listing. */
@NullMarked
package dev.kcompact.job.notify;

import org.jspecify.annotations.NullMarked;
