/** Tests of the deployment's template. */
@NullMarked
package dev.kcompact.testbed.template;

import org.jspecify.annotations.NullMarked;
