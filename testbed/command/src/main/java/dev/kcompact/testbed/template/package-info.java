/** Deploys the deployment's template to moto. */
@NullMarked
package dev.kcompact.testbed.template;

import org.jspecify.annotations.NullMarked;
