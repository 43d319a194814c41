/** Checks that the roles of the deployment allow all recorded calls, and nothing more. */
@NullMarked
package dev.kcompact.testbed.permissions;

import org.jspecify.annotations.NullMarked;
