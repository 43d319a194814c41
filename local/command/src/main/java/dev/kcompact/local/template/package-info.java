/** The deployment's template, deployed to moto. */
@NullMarked
package dev.kcompact.local.template;

import org.jspecify.annotations.NullMarked;
