/** Tests of the deployment tools, with substitutes for the programs that access AWS. */
@NullMarked
package dev.kcompact.testbed.deploy;

import org.jspecify.annotations.NullMarked;
