/** Tests against the deployment's own template. */
@NullMarked
package dev.kcompact.local.template;

import org.jspecify.annotations.NullMarked;
