/** A small receiver that behaves as ServiceNow's Table API does for incidents. */
@NullMarked
package dev.kcompact.local.servicenow;

import org.jspecify.annotations.NullMarked;
