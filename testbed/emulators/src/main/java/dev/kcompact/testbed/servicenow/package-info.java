/** A small receiver that behaves as ServiceNow's Table API does for incidents. */
@NullMarked
package dev.kcompact.testbed.servicenow;

import org.jspecify.annotations.NullMarked;
