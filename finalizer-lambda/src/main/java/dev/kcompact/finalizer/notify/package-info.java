/** Incidents in ServiceNow. */
@NullMarked
package dev.kcompact.finalizer.notify;

import org.jspecify.annotations.NullMarked;
