package io.reelsync.limit;

import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/** Lets settings hold a {@link Rate} written as {@code 1/6s}. */
@Component
@ConfigurationPropertiesBinding
class RateConverter implements Converter<String, Rate> {

    @Override
    public Rate convert(String text) {
        return Rate.parse(text);
    }
}
