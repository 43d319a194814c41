package dev.kcompact.benchmark.compare;

/**
 * What the S3 server was asked during a run.
 *
 * @param puts every request that writes, parts of multipart uploads included
 */
public record Requests(long gets, long heads, long lists, long puts) {}
