/** Tests of the ServiceNow receiver, by HTTP. */
@NullMarked
package dev.kcompact.local.servicenow;

import org.jspecify.annotations.NullMarked;
