/** The deployment's template, deployed to moto. */
@NullMarked
package dev.kcompact.testbed.template;

import org.jspecify.annotations.NullMarked;
