/** What the deployment's template says of functions and the state machine. */
@NullMarked
package dev.kcompact.local.template;

import org.jspecify.annotations.NullMarked;
