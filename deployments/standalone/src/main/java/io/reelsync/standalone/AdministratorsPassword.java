package io.reelsync.standalone;

import io.reelsync.servers.DataFolder;
import org.jspecify.annotations.Nullable;

/**
 * The password of the account that a data folder's first start makes: given to that start, or made by it and kept in the
 * folder. What is given later changes nothing: not even where the start that made one has failed.
 *
 * @param setting what the services are to be told; null where the account is there, and its password not known
 * @param told what to tell whoever wants to sign in
 */
record AdministratorsPassword(@Nullable String setting, String told) {
    /** The secret of the data folder that is the password that was made. */
    static final String SECRET = "admin-password";

    /** To be asked before the key is made by which a later start knows that it isn't the first. */
    static AdministratorsPassword of(DataFolder folder, @Nullable String given) {
        boolean isGiven = given != null && !given.isBlank();
        boolean firstStart = folder.secretIfThere(Up.JWT_KEY) == null;
        String made = !isGiven && firstStart ? folder.secret(SECRET, 15) : folder.secretIfThere(SECRET);
        return new AdministratorsPassword(
                made != null || !isGiven ? made : given,
                made != null ? made : "as given in REELSYNC_ADMIN_PASSWORD at the first start");
    }
}
