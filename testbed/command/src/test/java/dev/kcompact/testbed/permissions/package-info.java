/** Whether the roles of the deployment allow what is called, and nothing more. */
@NullMarked
package dev.kcompact.testbed.permissions;

import org.jspecify.annotations.NullMarked;
