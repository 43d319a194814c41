/** What all modules of kcompact share, in plain Java; nothing here calls a service. */
@NullMarked
package dev.kcompact.contract;

import org.jspecify.annotations.NullMarked;
