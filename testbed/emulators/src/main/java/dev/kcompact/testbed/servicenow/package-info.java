/** An emulator of ServiceNow's Table API for incidents. */
@NullMarked
package dev.kcompact.testbed.servicenow;

import org.jspecify.annotations.NullMarked;
