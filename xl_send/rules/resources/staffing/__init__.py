"""What words say of posts and the people in them."""
