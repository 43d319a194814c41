/** Small HTTP servers on 127.0.0.1, for the parts that the command itself plays. */
@NullMarked
package dev.kcompact.testbed.http;

import org.jspecify.annotations.NullMarked;
