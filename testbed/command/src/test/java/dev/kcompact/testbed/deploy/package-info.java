/** What is used to deploy to AWS, with stand-ins for the tools that speak to it. */
@NullMarked
package dev.kcompact.testbed.deploy;

import org.jspecify.annotations.NullMarked;
