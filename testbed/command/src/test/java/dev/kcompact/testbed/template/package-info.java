/** Tests against the deployment's own template. */
@NullMarked
package dev.kcompact.testbed.template;

import org.jspecify.annotations.NullMarked;
