package dev.kcompact.job.source.split;

import dev.kcompact.job.plan.FileGroup;

/** One group for one reader. */
public record SplitAssignment(int reader, FileGroup group) {}
