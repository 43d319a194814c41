/** Small HTTP servers on 127.0.0.1, for services that the command emulates. */
@NullMarked
package dev.kcompact.testbed.http;

import org.jspecify.annotations.NullMarked;
