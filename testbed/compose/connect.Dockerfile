# Kafka Connect with Confluent's S3 sink.
FROM confluentinc/cp-kafka-connect-base:8.1.0
RUN confluent-hub install --no-prompt confluentinc/kafka-connect-s3:10.5.15
