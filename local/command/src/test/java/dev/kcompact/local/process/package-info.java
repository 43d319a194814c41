/** Tests of server processes, in real ones. */
@NullMarked
package dev.kcompact.local.process;

import org.jspecify.annotations.NullMarked;
