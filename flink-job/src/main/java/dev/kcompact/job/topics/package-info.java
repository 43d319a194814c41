/** Topics that no definition names, and the tables that wildcards give them. */
@NullMarked
package dev.kcompact.job.topics;

import org.jspecify.annotations.NullMarked;
