/** Tests of the ServiceNow receiver, by HTTP. */
@NullMarked
package dev.kcompact.testbed.servicenow;

import org.jspecify.annotations.NullMarked;
